package io.farshore.conformance.wire;

/** What is made wrong in a request. */
enum Fault {
  MISSING,
  TOO_LONG,
  TOO_SHORT,
  OUT_OF_RANGE,
  NO_SUCH_VALUE,
  WRONG_TYPE,
  BAD_BASE64,
  GIANT_NUMBER,
  UNKNOWN_OPERATION,
  UNKNOWN_MEMBER,
  BROKEN_BODY,
  EMPTY_BODY,
  NESTED_GARBAGE,
  WRONG_CONTENT_TYPE,
  BAD_SIGNATURE
}
