package io.farshore.lab.kinesis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/** How far a listing by name has come; clients see it as opaque text, for five minutes. */
record PageToken(String kind, String afterName, Instant issuedAt) {

  private static final Duration LIFE = Duration.ofMinutes(5);
  private static final int PARTS = 3;

  /** Reads a token of this kind of listing. */
  static PageToken parse(String text, String kind, Instant now) {
    String[] parts;
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      parts = new String(bytes, StandardCharsets.UTF_8).split("\\|", PARTS);
    } catch (IllegalArgumentException e) {
      throw Errors.invalid("NextToken is invalid.");
    }
    if (parts.length != PARTS || !parts[0].equals(kind) || !parts[1].matches("\\d{1,18}")) {
      throw Errors.invalid("NextToken is invalid.");
    }
    PageToken token = new PageToken(kind, parts[2], Instant.ofEpochMilli(Long.parseLong(parts[1])));
    if (now.isAfter(token.issuedAt.plus(LIFE))) {
      throw Errors.expired("ExpiredNextTokenException", "The NextToken has expired.");
    }
    return token;
  }

  @Override
  public String toString() {
    String text = kind + "|" + issuedAt.toEpochMilli() + "|" + afterName;
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
