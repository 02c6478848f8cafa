package io.farshore.command;

import io.farshore.command.drill.DrillCommand;
import java.io.PrintWriter;
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
 * <p>Exit codes: 0 when all went well, 1 when a guarantee did not hold, 2 for wrong usage or bad
 * input, 3 for an error that is not the user's.
 */
@Command(
    name = "farshore",
    description = "Regional failover for streams.",
    mixinStandardHelpOptions = true,
    version = "Farshore 0.1.0",
    sortOptions = false,
    subcommands = {
      DrillCommand.class,
      SimulateCommand.class,
      VerifyCommand.class,
      RegisterCommand.class,
      StatusCommand.class,
      HelpCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 all well; 1 a guarantee did not hold; 2 wrong usage or input; 3 other errors.",
      "Start with: ./farshore drill"
    })
public final class Farshore implements Runnable {

  /** Everything went well. */
  public static final int OK = 0;

  /** A guarantee did not hold. */
  public static final int NOT_HELD = 1;

  /** Wrong usage, or input that can't be used. */
  public static final int USAGE = 2;

  /** An error that is not the user's. */
  public static final int ERROR = 3;

  @Spec private CommandSpec spec;

  /** Runs the command and ends the JVM with its exit code. */
  @SuppressWarnings("checkstyle:regexpsinglelinejava")
  public static void main(String[] arguments) {
    System.exit(run(System.getenv(), arguments));
  }

  /** Runs the command in this JVM and gives its exit code. */
  static int run(Map<String, String> environment, String... arguments) {
    return configured(environment).execute(arguments);
  }

  /** The command, with errors told in one line. */
  static CommandLine configured(Map<String, String> environment) {
    return commandLine(environment)
        .setExecutionExceptionHandler(Farshore::explain)
        .setParameterExceptionHandler(Farshore::correct);
  }

  /** The command with its subcommands, which get the environment by constructor. */
  static CommandLine commandLine(Map<String, String> environment) {
    return new CommandLine(new Farshore(), new Commands(environment))
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  private record Commands(Map<String, String> environment) implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      if (type == RegisterCommand.class) {
        return type.cast(new RegisterCommand(environment));
      }
      if (type == StatusCommand.class) {
        return type.cast(new StatusCommand(environment));
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

  private static int explain(
      Exception failure, CommandLine command, CommandLine.ParseResult arguments) {
    PrintWriter err = command.getErr();
    if (failure instanceof UnusableInput) {
      err.println("farshore: " + failure.getMessage());
      return USAGE;
    }
    err.println("farshore: " + failure);
    failure.printStackTrace(err);
    return ERROR;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Which command? One of " + String.join(", ", spec.subcommands().keySet()) + ".");
  }
}
