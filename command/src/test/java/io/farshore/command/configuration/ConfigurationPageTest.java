package io.farshore.command.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.farshore.aws.AwsSettings;
import io.farshore.core.setting.Form;
import io.farshore.core.setting.Parameter;
import io.farshore.core.setting.Setting;
import io.farshore.core.setting.SettingGroup;
import io.farshore.functions.configuration.FunctionSettings;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

@DisplayName("What is declared of the configuration is what the page and the templates say")
class ConfigurationPageTest {

  private static final Path ROOT = Path.of(System.getProperty("farshore.root"));
  private static final String EVERY_FUNCTION = "Every function";
  private static final Pattern REFERENCE = Pattern.compile("!Ref ([A-Za-z0-9]+)");

  @Test
  @DisplayName("docs/configuration.md is what ./farshore configuration prints")
  void thePageIsNotStale() throws IOException {
    assertThat(Files.readString(ROOT.resolve("docs/configuration.md")))
        .as("print it again: ./farshore configuration > docs/configuration.md")
        .isEqualTo(ConfigurationPage.text());
  }

  @Test
  @DisplayName("template.yaml has exactly the declared parameters, with their defaults and ranges")
  void theStacksParameters() throws IOException {
    assertThat(parametersOf("template.yaml"))
        .containsExactlyInAnyOrderEntriesOf(declared(TemplateParameters.ofTheStack()));
  }

  @Test
  @DisplayName("tables.yaml has exactly the declared parameters, with their defaults and ranges")
  void theTablesParameters() throws IOException {
    assertThat(parametersOf("tables.yaml"))
        .containsExactlyInAnyOrderEntriesOf(declared(TemplateParameters.ofTheTables()));
  }

  @Test
  @DisplayName("forwarding.yaml has exactly the declared parameters")
  void theForwardingsParameters() throws IOException {
    assertThat(parametersOf("forwarding.yaml"))
        .containsExactlyInAnyOrderEntriesOf(declared(TemplateParameters.ofTheForwarding()));
  }

  @Test
  @DisplayName("gameday.yaml has exactly the declared parameters, with their defaults")
  void theGameDaysParameters() throws IOException {
    assertThat(parametersOf("gameday.yaml"))
        .containsExactlyInAnyOrderEntriesOf(declared(TemplateParameters.ofTheGameDay()));
  }

  @Test
  @DisplayName("a function is given variables that it reads, each from its own parameter")
  void theFunctionsVariables() throws IOException {
    List<String> wrong = new ArrayList<>();
    given().forEach((where, variables) -> check(where, variables, wrong));
    assertThat(wrong).isEmpty();
  }

  @Test
  @DisplayName("a parameter that is declared to set a variable sets it")
  void everyParameterReachesItsVariable() throws IOException {
    List<String> set =
        given().values().stream().map(Map::keySet).flatMap(Collection::stream).toList();
    assertThat(set)
        .containsAll(
            Stream.concat(Stream.of(AwsSettings.DECLARED), FunctionSettings.GROUPS.stream())
                .map(SettingGroup::settings)
                .flatMap(List::stream)
                .filter(setting -> setting.parameter().isPresent())
                .map(Setting::name)
                .toList());
  }

  /** The variables of all functions, and of each one. */
  private static Map<String, Map<String, Object>> given() throws IOException {
    Map<String, Object> template = template("template.yaml");
    Map<String, Map<String, Object>> given = new LinkedHashMap<>();
    given.put(EVERY_FUNCTION, variables(map(template, "Globals", "Function")));
    map(template, "Resources")
        .forEach(
            (id, resource) -> {
              Map<String, Object> function = cast(resource);
              if ("AWS::Serverless::Function".equals(function.get("Type"))) {
                given.put(id, variables(map(function, "Properties")));
              }
            });
    return given;
  }

  private static void check(String where, Map<String, Object> given, List<String> wrong) {
    Map<String, Setting<?>> known = readBy(where);
    given.forEach(
        (name, value) -> {
          if (!known.containsKey(name)) {
            wrong.add(where + ": " + name + " is not declared as read there");
            return;
          }
          Set<String> declared =
              known.get(name).parameter().map(Parameter::name).map(Set::of).orElse(Set.of());
          if (!parametersIn(value).equals(declared)) {
            wrong.add(where + ": " + name + " is set from " + value + ", not from " + declared);
          }
        });
  }

  private static Set<String> parametersIn(Object value) {
    Set<String> all =
        TemplateParameters.ofTheStack().stream().map(Parameter::name).collect(Collectors.toSet());
    return REFERENCE
        .matcher(value.toString())
        .results()
        .map(found -> found.group(1))
        .filter(all::contains)
        .collect(Collectors.toSet());
  }

  private static Map<String, Setting<?>> readBy(String where) {
    Stream<SettingGroup> groups =
        FunctionSettings.GROUPS.stream().filter(group -> group.title().equals(where));
    return byName(
        (where.equals(EVERY_FUNCTION)
                ? Stream.concat(groups, Stream.of(AwsSettings.DECLARED))
                : groups)
            .map(SettingGroup::settings)
            .flatMap(List::stream));
  }

  private static Map<String, Setting<?>> byName(Stream<Setting<?>> settings) {
    return settings.collect(Collectors.toMap(Setting::name, Function.identity()));
  }

  /** As a template says it: default, least, most, choices. */
  private static Map<String, List<String>> declared(List<Parameter<?>> parameters) {
    Map<String, List<String>> said = new LinkedHashMap<>();
    for (Parameter<?> parameter : parameters) {
      Optional<Form.Bounds> bounds = parameter.form().bounds();
      said.put(
          parameter.name(),
          List.of(
              parameter.defaultText().orElse("required"),
              bounds.map(range -> "" + range.least()).orElse("-"),
              bounds.map(range -> "" + range.most()).orElse("-"),
              String.join(",", parameter.form().choices())));
    }
    return said;
  }

  private static Map<String, List<String>> parametersOf(String file) throws IOException {
    Map<String, List<String>> said = new LinkedHashMap<>();
    map(template(file), "Parameters")
        .forEach(
            (name, value) -> {
              Map<String, Object> parameter = cast(value);
              List<?> choices = (List<?>) parameter.getOrDefault("AllowedValues", List.of());
              said.put(
                  name,
                  List.of(
                      "" + parameter.getOrDefault("Default", "required"),
                      "" + parameter.getOrDefault("MinValue", "-"),
                      "" + parameter.getOrDefault("MaxValue", "-"),
                      choices.stream().map(Object::toString).collect(Collectors.joining(","))));
            });
    return said;
  }

  private static Map<String, Object> variables(Map<String, Object> properties) {
    return properties.containsKey("Environment")
        ? map(properties, "Environment", "Variables")
        : Map.of();
  }

  private static Map<String, Object> map(Map<String, Object> from, String... path) {
    Map<String, Object> found = from;
    for (String name : path) {
      found = cast(found.get(name));
    }
    return found;
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> cast(Object value) {
    return (Map<String, Object>) value;
  }

  /** The template as it is written; a short form of a function becomes its text. */
  private static Map<String, Object> template(String file) throws IOException {
    return cast(read(new Yaml().compose(new StringReader(Files.readString(ROOT.resolve(file))))));
  }

  private static Object read(Node node) {
    if (node instanceof MappingNode mapping) {
      Map<String, Object> map = new LinkedHashMap<>();
      mapping
          .getValue()
          .forEach(
              entry ->
                  map.put(
                      ((ScalarNode) entry.getKeyNode()).getValue(), read(entry.getValueNode())));
      return map;
    }
    if (node instanceof SequenceNode sequence) {
      List<Object> list = new ArrayList<>();
      sequence.getValue().forEach(each -> list.add(read(each)));
      return list;
    }
    String value = ((ScalarNode) node).getValue();
    boolean plain = node.getTag().getValue().startsWith(Tag.PREFIX);
    return plain ? value : node.getTag().getValue() + " " + value;
  }
}
