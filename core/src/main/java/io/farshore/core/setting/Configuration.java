package io.farshore.core.setting;

import java.util.Map;
import java.util.Optional;

/**
 * An environment, read by declared settings. A variable that is blank counts as not set. Every
 * method that reads throws {@link InvalidSetting}, which names the variable, its value and the
 * range. Immutable.
 */
public final class Configuration {

  private final Map<String, String> environment;

  /** Reads from this map and from nowhere else. */
  public Configuration(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  /** The environment itself, for those who read it by declarations of their own. */
  public Map<String, String> environment() {
    return environment;
  }

  /** The value, or the default. Where there is neither it is refused. */
  public <T> T get(Setting<T> setting) {
    return find(setting)
        .orElseThrow(
            () -> new InvalidSetting(setting.name(), "is not set in the environment; set it"));
  }

  /** The value, or the default; empty where there is neither. */
  public <T> Optional<T> find(Setting<T> setting) {
    return text(setting).map(setting::read).or(setting::byDefault);
  }

  private Optional<String> text(Setting<?> setting) {
    return Optional.ofNullable(environment.get(setting.name()))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }
}
