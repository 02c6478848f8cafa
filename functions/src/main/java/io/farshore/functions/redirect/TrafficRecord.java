package io.farshore.functions.redirect;

/** Where the CNAME of the active Region is kept. */
@FunctionalInterface
public interface TrafficRecord {

  /** Points the record at a name; throws what the service said when it can't. */
  void pointAt(String zoneId, String name, String target);
}
