package io.farshore.lab.stepfunctions.jsonata;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compiles expressions, with the functions that Step Functions adds. */
public final class ExpressionCompiler {

  private static final Pattern NAME = Pattern.compile("\\$([A-Za-z_][A-Za-z0-9_]*)");

  private final AslFunctions functions;

  /** A compiler whose expressions take time and randomness from {@code functions}. */
  public ExpressionCompiler(AslFunctions functions) {
    this.functions = functions;
  }

  /**
   * Compiles one expression.
   *
   * @param source without the {@code {% %}}
   * @throws EvaluationFailed when it is not JSONata, or calls {@code $eval}
   */
  Expression compile(String source, String location) {
    Set<String> names = names(source);
    if (names.contains("eval")) {
      throw new EvaluationFailed(location, "$eval is not supported: use $parse.");
    }
    try {
      Jsonata compiled = Jsonata.jsonata(source);
      // A result of null stays apart from no result.
      compiled.setOutputConvertNulls(false);
      functions.register(compiled);
      return new Expression(source, location, compiled, names);
    } catch (JException e) {
      throw new EvaluationFailed(location, "The JSONata expression is invalid: " + e.getMessage());
    }
  }

  private static Set<String> names(String source) {
    Set<String> names = new LinkedHashSet<>();
    Matcher matcher = NAME.matcher(source);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }
}
