package io.farshore.command.bench;

import java.net.URISyntaxException;
import java.nio.file.Path;

/** The jar or folder that a class was loaded from. */
public final class ClassOrigin {

  private ClassOrigin() {}

  /** Of a class that has a file of its own; those of the JDK have none. */
  public static Path of(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
