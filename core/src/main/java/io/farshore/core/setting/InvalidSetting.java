package io.farshore.core.setting;

/** A setting is missing or not usable. A retry can't help: set it otherwise. */
public final class InvalidSetting extends IllegalArgumentException {
  private final String setting;

  /** Names the setting, what is wrong with it, and what to set. */
  public InvalidSetting(String setting, String problem) {
    super(setting + " " + problem);
    this.setting = setting;
  }

  /** The setting's name. */
  public String setting() {
    return setting;
  }
}
