package io.farshore.lab.cloudwatch;

import io.farshore.lab.endpoint.AwsError;
import java.util.function.ToDoubleFunction;

/**
 * A statistic of a metric.
 *
 * @param name such as {@code Average} or {@code p99}
 * @param of computes it
 */
record Statistic(String name, ToDoubleFunction<Samples> of) {

  /** Reads a statistic; those that the lab can't compute are refused. */
  static Statistic named(String name) {
    if (name.matches("p\\d{1,2}(\\.\\d+)?|p100")) {
      double percent = Double.parseDouble(name.substring(1));
      return new Statistic(name, samples -> samples.percentile(percent));
    }
    return switch (name) {
      case "Average" -> new Statistic(name, samples -> samples.sum() / samples.count());
      case "Sum" -> new Statistic(name, Samples::sum);
      case "Minimum" -> new Statistic(name, Samples::minimum);
      case "Maximum" -> new Statistic(name, Samples::maximum);
      case "SampleCount" -> new Statistic(name, Samples::count);
      default ->
          throw AwsError.validation(
              "The lab's statistics are Average, Sum, Minimum, Maximum, SampleCount and pNN, not "
                  + name);
    };
  }
}
