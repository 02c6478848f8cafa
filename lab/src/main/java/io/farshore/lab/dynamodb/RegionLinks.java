package io.farshore.lab.dynamodb;

/** Says whether Regions are cut off from each other. Thread-safe. */
@FunctionalInterface
public interface RegionLinks {

  /** True while nothing gets from one Region to the other: cut off, or one of them lost. */
  boolean isCut(String oneRegion, String otherRegion);
}
