package io.farshore.lab.stepfunctions.jsonata;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** A compiled JSONata expression of one field. Used on the event loop only. */
final class Expression {

  private final String source;
  private final String location;
  private final Jsonata compiled;
  private final Set<String> names;

  Expression(String source, String location, Jsonata compiled, Set<String> names) {
    this.source = source;
    this.location = location;
    this.compiled = compiled;
    this.names = names;
  }

  String source() {
    return source;
  }

  /**
   * The value of the expression.
   *
   * @throws EvaluationFailed when it throws, or returns nothing or a function
   */
  JsonNode evaluate(Bindings bindings) {
    Object value = run(bindings);
    if (value == null) {
      throw failed("returned nothing (undefined).");
    }
    return JsonataValues.toJson(value)
        .orElseThrow(() -> failed("returned an unsupported result type."));
  }

  private Object run(Bindings bindings) {
    Jsonata.Frame frame = compiled.createFrame();
    for (String name : names) {
      Object value = bindings.lookup(name);
      if (value != null) {
        frame.bind(name, value);
      }
    }
    try {
      return compiled.evaluate(null, frame);
    } catch (JException e) {
      throw failed("threw an error during evaluation. " + e.getError() + ": " + e.getMessage());
    } catch (RuntimeException e) {
      throw failed("threw an error during evaluation. " + e.getMessage());
    } catch (StackOverflowError e) {
      throw failed("threw an error during evaluation. The recursion is too deep.");
    }
  }

  private EvaluationFailed failed(String what) {
    return new EvaluationFailed(
        location,
        "The JSONata expression '%s' specified for the field '%s' %s"
            .formatted(source, location, what));
  }
}
