package io.farshore.core.setting;

import java.util.List;

/**
 * Settings that one program reads.
 *
 * @param title the program's name
 * @param doc what they have in common
 * @param settings in the order of the reference page
 */
public record SettingGroup(String title, String doc, List<Setting<?>> settings) {
  /** Copies the list. */
  public SettingGroup {
    settings = List.copyOf(settings);
  }
}
