package io.farshore.command;

import io.farshore.command.bench.BenchCommand;
import io.farshore.command.configuration.ConfigurationCommand;
import io.farshore.command.drill.DrillCommand;
import io.farshore.command.faults.FaultCommand;
import io.farshore.command.faults.HealCommand;
import io.farshore.command.operate.AbortCommand;
import io.farshore.command.operate.ApproveCommand;
import io.farshore.command.operate.DoctorCommand;
import io.farshore.command.operate.DryRunCommand;
import io.farshore.command.operate.FailoverCommand;
import io.farshore.command.operate.HistoryCommand;
import io.farshore.command.operate.PauseCommand;
import io.farshore.command.operate.RejectCommand;
import io.farshore.command.operate.ReplayCommand;
import io.farshore.command.operate.ResumeCommand;
import io.farshore.command.operate.ResyncCommand;
import io.farshore.command.operate.StatusCommand;
import io.farshore.command.operate.SwitchoverCommand;
import io.farshore.command.operate.WatchCommand;
import io.farshore.command.produce.ProduceCommand;
import io.farshore.command.tail.TailCommand;
import io.farshore.command.up.UpCommand;
import java.io.PrintWriter;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The {@code farshore} command.
 *
 * <p>Exit codes: 0 when all went well, 1 when it did not come to what was asked for (a refused
 * failover, a guarantee that did not hold), 2 for wrong usage or bad input, 3 for an error that is
 * not the user's.
 */
@Command(
    name = "farshore",
    description = "Regional failover for streams.",
    mixinStandardHelpOptions = true,
    version = "Farshore 0.1.0",
    sortOptions = false,
    subcommands = {
      UpCommand.class,
      DrillCommand.class,
      SimulateCommand.class,
      BenchCommand.class,
      VerifyCommand.class,
      RegisterCommand.class,
      StatusCommand.class,
      FailoverCommand.class,
      SwitchoverCommand.class,
      ResyncCommand.class,
      DryRunCommand.class,
      AbortCommand.class,
      ApproveCommand.class,
      RejectCommand.class,
      ReplayCommand.class,
      PauseCommand.class,
      ResumeCommand.class,
      DoctorCommand.class,
      HistoryCommand.class,
      WatchCommand.class,
      ProduceCommand.class,
      TailCommand.class,
      FaultCommand.class,
      HealCommand.class,
      ConfigurationCommand.class,
      HelpCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 all well; 1 not what was asked for, or a guarantee did not hold;",
      "2 wrong usage or input; 3 other errors.",
      "Start with: ./farshore drill"
    })
public final class Farshore implements Runnable {

  /** Everything went well. */
  public static final int OK = 0;

  /** It did not come to what was asked for; of a drill: a guarantee did not hold. */
  public static final int NOT_HELD = 1;

  /** Wrong usage, or input that can't be used. */
  public static final int USAGE = 2;

  /** An error that is not the user's. */
  public static final int ERROR = 3;

  private static final String TRACE = "FARSHORE_TRACE";

  @Spec private CommandSpec spec;

  /** Runs the command and ends the JVM with its exit code. */
  @SuppressWarnings("checkstyle:regexpsinglelinejava")
  public static void main(String[] arguments) {
    System.exit(run(System.getenv(), arguments));
  }

  /** Runs the command in this JVM and gives its exit code. */
  static int run(Map<String, String> environment, String... arguments) {
    return configured(Surroundings.ofProcess(environment)).execute(arguments);
  }

  /** The command, with errors told in one line, and nobody to ask. */
  static CommandLine configured(Map<String, String> environment) {
    return configured(Surroundings.alone(environment));
  }

  /** The command, with errors told in one line. */
  public static CommandLine configured(Surroundings surroundings) {
    boolean traced = surroundings.environment().containsKey(TRACE);
    return commandLine(surroundings)
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> explain(failure, command, traced))
        .setParameterExceptionHandler(Farshore::correct);
  }

  /** The command with its subcommands, which get their surroundings by constructor. */
  static CommandLine commandLine(Surroundings surroundings) {
    return new CommandLine(new Farshore(), new Commands(surroundings))
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  /** The same where nobody can be asked. */
  static CommandLine commandLine(Map<String, String> environment) {
    return commandLine(Surroundings.alone(environment));
  }

  private record Commands(Surroundings surroundings) implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      for (Constructor<?> constructor : type.getDeclaredConstructors()) {
        List<Class<?>> takes = List.of(constructor.getParameterTypes());
        if (takes.equals(List.of(Surroundings.class))) {
          constructor.setAccessible(true);
          return type.cast(constructor.newInstance(surroundings));
        }
        if (takes.equals(List.of(Map.class))) {
          constructor.setAccessible(true);
          return type.cast(constructor.newInstance(surroundings.environment()));
        }
      }
      return CommandLine.defaultFactory().create(type);
    }
  }

  /** One line that says what is wrong, and one that says where the right usage stands. */
  private static int correct(ParameterException wrong, String[] arguments) {
    CommandLine command = wrong.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("farshore: " + wrong.getMessage());
    if (!CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err)) {
      err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
    }
    return USAGE;
  }

  private static int explain(Exception failure, CommandLine command, boolean traced) {
    PrintWriter err = command.getErr();
    if (traced) {
      failure.printStackTrace(err);
    }
    if (failure instanceof UnusableInput) {
      err.println("farshore: " + failure.getMessage());
      return USAGE;
    }
    if (failure instanceof CommandFailed) {
      err.println("farshore: " + failure.getMessage());
      return ERROR;
    }
    err.println("farshore: " + failure);
    err.println("That should not happen. With FARSHORE_TRACE=1 it says where; please report it.");
    return ERROR;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Which command? One of " + String.join(", ", spec.subcommands().keySet()) + ".");
  }
}
