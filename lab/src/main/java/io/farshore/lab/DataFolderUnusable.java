package io.farshore.lab;

/** The folder can't keep a lab's state; the message says why, and what to do. */
public final class DataFolderUnusable extends RuntimeException {

  DataFolderUnusable(String message) {
    super(message);
  }

  DataFolderUnusable(String message, Throwable cause) {
    super(message, cause);
  }
}
