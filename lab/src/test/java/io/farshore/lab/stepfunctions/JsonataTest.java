package io.farshore.lab.stepfunctions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonataTest {

  private static String evaluate(String expression) {
    return new States()
        .machine("P", "'P':{'Type':'Pass','End':true,'Output':'{% " + expression + " %}'}")
        .output("{'n':null,'list':[1,2,3],'one':[5],'big':123456789012}")
        .toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$partition([1,2,3,4,5], 2)|[[1,2],[3,4],[5]]",
        "$range(1, 9, 4)|[1,5,9]",
        "$range(3, 1, -1)|[3,2,1]",
        "$parse(\\\"{\\\\\\\"a\\\\\\\":[1,null]}\\\")|{\"a\":[1,null]}",
        "$hash(\\\"abc\\\", \\\"MD5\\\")|\"900150983cd24fb0d6963f7d28e17f72\"",
        "$now()|\"2026-01-01T00:00:00.000Z\"",
        "$millis()|1767225600000",
        "$random(7) = $random(7)|true",
        "$states.input.n|null",
        "$states.input.n = null|true",
        "$type($states.input.n)|\"null\"",
        "$states.input.list[$ > 1]|[2,3]",
        "$states.input.one|[5]",
        "$sum($states.input.list) / 4|1.5",
        "$states.input.big + 1|123456789013",
        "$map($states.input.list, function($v) { $v * 2 })|[2,4,6]",
        "$exists($states.input.none)|false",
        "$merge([{\\\"a\\\": 1}, {\\\"b\\\": $states.input.n}])|{\"a\":1,\"b\":null}",
        "$string($states.input.one)|\"[5]\"",
        "$states.context.State.Name|\"P\"",
      })
  void expressionsEvaluateAsInStepFunctions(String expression, String expected) {

    assertThat(evaluate(expression)).isEqualTo(expected);
  }

  @Test
  void chanceComesFromTheInjectedGeneratorOnly() {
    String expression = "[$uuid(), $string($random()), $string($shuffle($range(1, 9, 1)))]";
    assertThat(evaluate(expression)).isEqualTo(evaluate(expression));
  }
}
