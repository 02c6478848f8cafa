package io.farshore.command.configuration;

import io.farshore.aws.AwsSettings;
import io.farshore.core.setting.Form;
import io.farshore.core.setting.Parameter;
import io.farshore.core.setting.Setting;
import io.farshore.core.setting.SettingGroup;
import io.farshore.functions.configuration.FunctionSettings;
import io.farshore.producer.AgentOptions;
import io.farshore.producer.ProducerSettings;
import java.util.List;
import java.util.Optional;

/** The reference page, {@code docs/configuration.md}, from the declarations. */
final class ConfigurationPage {

  private static final String INTRODUCTION =
      """
      # Configuration

      Every parameter of the templates and every variable of the programs. Each is declared once, in the code that reads it: this page is printed
      from the declarations by `./farshore configuration`, and a test fails when it, or a template, says something else. A wrong value is refused when the program starts, by
      name, value and range. A variable that is blank counts as not set.

      """;

  private final StringBuilder text = new StringBuilder(INTRODUCTION);

  private ConfigurationPage() {}

  /** All of it, as Markdown. */
  static String text() {
    ConfigurationPage page = new ConfigurationPage();
    page.parameters("Parameters of `template.yaml`", TemplateParameters.ofTheStack());
    page.parameters("Parameters of `tables.yaml`", TemplateParameters.ofTheTables());
    page.parameters("Parameters of `forwarding.yaml`", TemplateParameters.ofTheForwarding());
    page.parameters("Parameters of `gameday.yaml`", TemplateParameters.ofTheGameDay());
    page.text.append("## Variables of the functions\n\n");
    page.text.append("`template.yaml` sets those that have a parameter.\n\n");
    FunctionSettings.GROUPS.forEach(page::variables);
    page.text.append("## Variables of the other programs\n\n");
    List.of(AgentOptions.DECLARED, ProducerSettings.DECLARED, AwsSettings.DECLARED)
        .forEach(page::variables);
    return page.text.toString().strip() + "\n";
  }

  private void parameters(String title, List<Parameter<?>> parameters) {
    text.append("## ").append(title).append("\n\n");
    text.append("| parameter | what | type | default | range |\n|---|---|---|---|---|\n");
    for (Parameter<?> parameter : parameters) {
      row(
          code(parameter.name()),
          parameter.doc(),
          type(parameter.form()),
          byDefault(parameter.defaultText(), parameter.required()),
          range(parameter.form()));
    }
    text.append('\n');
  }

  private void variables(SettingGroup group) {
    text.append("### ").append(group.title()).append("\n\n");
    if (!group.doc().isEmpty()) {
      text.append(group.doc()).append("\n\n");
    }
    text.append("| variable | what | type | default | range | parameter |\n");
    text.append("|---|---|---|---|---|---|\n");
    group.settings().forEach(this::variable);
    text.append('\n');
  }

  private <T> void variable(Setting<T> setting) {
    row(
        code(setting.name()),
        setting.doc(),
        type(setting.form()),
        byDefault(setting.byDefault().map(setting.form().writer()), setting.required()),
        range(setting.form()),
        setting.parameter().map(Parameter::name).map(ConfigurationPage::code).orElse(""));
  }

  private void row(String... cells) {
    text.append("| ").append(String.join(" | ", cells).replace("|  |", "| |")).append(" |\n");
  }

  private static String type(Form<?> form) {
    return form.unit().isEmpty() ? form.type() : form.unit();
  }

  private static String byDefault(Optional<String> value, boolean required) {
    return required
        ? "required"
        : value.filter(text -> !text.isEmpty()).map(ConfigurationPage::code).orElse("empty");
  }

  private static String range(Form<?> form) {
    return form.bounds()
        .map(bounds -> bounds.least() + " to " + bounds.most())
        .orElseGet(() -> String.join(", ", form.choices()));
  }

  private static String code(String value) {
    return "`" + value + "`";
  }
}
