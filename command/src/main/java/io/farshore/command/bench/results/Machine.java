package io.farshore.command.bench.results;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The machine that this runs on. */
final class Machine {

  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  private Machine() {}

  /** Processor, its number of cores, memory, system, and this JVM. */
  static ObjectNode describe() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    ObjectNode machine = JsonNodeFactory.instance.objectNode();
    machine.put("processor", processor());
    machine.put("cores", "" + system.getAvailableProcessors());
    machine.put("memory", "%d GiB".formatted(system.getTotalMemorySize() >> 30));
    machine.put("system", system.getName() + " " + system.getVersion() + " " + system.getArch());
    machine.put(
        "java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
    machine.put(
        "collector",
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .map(bean -> bean.getName())
            .collect(Collectors.joining(", ")));
    return machine;
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(PROCESSORS)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }

  /** The members in the order in which people read them. */
  static List<String> members() {
    return List.of("processor", "cores", "memory", "system", "java", "collector");
  }
}
