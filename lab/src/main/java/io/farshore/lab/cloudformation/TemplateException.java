package io.farshore.lab.cloudformation;

/** A template, or a parameter for it, that cannot be deployed; says where and why. */
public final class TemplateException extends RuntimeException {

  /**
   * A fault of a template.
   *
   * @param path where: a logical id and the way to the property
   */
  public TemplateException(String path, String message) {
    super(path + ": " + message);
  }

  /** A resource that could not be made. */
  public TemplateException(String path, String message, Throwable cause) {
    super(path + ": " + message, cause);
  }
}
