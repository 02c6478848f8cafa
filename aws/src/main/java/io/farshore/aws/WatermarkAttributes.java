package io.farshore.aws;

import io.farshore.core.checkpoint.Watermark;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A watermark as a map of an item; both attributes are absent for the start of a log. */
final class WatermarkAttributes {

  private static final String COMMIT_TIMESTAMP = "commitTimestamp";
  private static final String POSITION = "position";

  private WatermarkAttributes() {}

  static Attributes add(Attributes to, Watermark watermark) {
    return to.instant(COMMIT_TIMESTAMP, watermark.commitTimestamp())
        .text(POSITION, watermark.position());
  }

  static Map<String, AttributeValue> encode(Watermark watermark) {
    return add(new Attributes(), watermark).build();
  }

  static Watermark decode(Item map) {
    var commitTimestamp = map.optionalInstant(COMMIT_TIMESTAMP);
    var position = map.optionalText(POSITION);
    if (position.isPresent() && commitTimestamp.isEmpty()) {
      throw map.unreadable(COMMIT_TIMESTAMP, "is missing, although there is a position");
    }
    return new Watermark(commitTimestamp, position);
  }
}
