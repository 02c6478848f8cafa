package io.farshore.command.bench.replicate;

import java.util.Locale;

/** Who copies. */
enum Contender {
  /** Farshore, in order by key. */
  STRICT,
  /** Farshore with the parameter {@code Ordering=relaxed}: no order. */
  RELAXED,
  /** One PutRecord and one checkpoint PutItem a record. */
  PER_RECORD;

  /** Whether guarantee B is asked of it. */
  boolean keepsOrder() {
    return this != RELAXED;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
