package io.farshore.command;

import io.farshore.lab.Lab;
import io.farshore.lab.LabSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A lab for all tests of a class, in us-east-1 and us-east-2; whole again after each of them. */
public final class RunningLab implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

  private final boolean hasTables;
  private Lab lab;

  private RunningLab(boolean hasTables) {
    this.hasTables = hasTables;
  }

  /** With nothing in it. */
  public static RunningLab empty() {
    return new RunningLab(false);
  }

  /** With Farshore's tables; streams are made at once. */
  public static RunningLab withTables() {
    return new RunningLab(true);
  }

  /** The lab itself, while a test runs. */
  public Lab get() {
    return lab;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    LabSettings settings = LabSettings.usual().onPort(0);
    if (!hasTables) {
      lab = Lab.start(settings);
      return;
    }
    lab = Lab.start(settings.withStreamChanges(Duration.ZERO));
    lab.deploy(
        Path.of(System.getProperty("farshore.root"), "tables.yaml"),
        Map.of("FirstRegion", "us-east-1", "SecondRegion", "us-east-2"));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    lab.faults().healAll();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    lab.close();
  }
}
