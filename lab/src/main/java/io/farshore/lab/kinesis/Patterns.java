package io.farshore.lab.kinesis;

import java.util.regex.Pattern;

/** The patterns of the service's model. */
final class Patterns {

  static final Pattern STREAM_NAME = Pattern.compile("[a-zA-Z0-9_.-]+");
  static final Pattern SHARD_ID = Pattern.compile("[a-zA-Z0-9_.-]+");
  static final Pattern HASH_KEY = Pattern.compile("0|([1-9]\\d{0,38})");
  static final Pattern SEQUENCE_NUMBER = Pattern.compile("0|([1-9]\\d{0,128})");
  static final Pattern ANY = Pattern.compile("(?s).*");

  private Patterns() {}
}
