package io.farshore.lab.route53;

/** Answers resolvers, whatever Region is lost. Thread-safe. */
@FunctionalInterface
public interface Names {

  /**
   * The records of a name.
   *
   * @param name with or without the final dot
   * @param type such as {@code A}, {@code CNAME} or {@code TXT}
   */
  NameAnswer answer(String name, String type);
}
