// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo;

import io.consentfilter.policy.PolicyException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs Boekhuis from the command line until it is stopped. */
@Command(
    name = "java -jar demo-webapp.jar",
    sortOptions = false,
    description =
        "Runs Boekhuis, a bookkeeping firm that does not exist, to try the consent filter.",
    footer = {
      "",
      "Log in as anna or bram with the password boekhouden.",
      "Exit codes: 0 stopped, 1 could not start, 2 wrong options."
    })
public final class Main implements Callable<Integer> {

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--host",
      paramLabel = "NAME",
      defaultValue = Options.LOOPBACK,
      description = "Listen on this address (default: ${DEFAULT-VALUE}, this machine only).")
  private String host = Options.LOOPBACK;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Serve http on this port, 0 for a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--https-port",
      paramLabel = "PORT",
      description =
          "Serve https on this port, with a certificate made at first start; the http port then"
              + " only redirects. Without it: plain http.")
  private @Nullable Integer httpsPort;

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description = "Use this consent policy instead of the demo's own.")
  private @Nullable Path policy;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "demo-data",
      description =
          "Keep keys, certificate, books and page counts here (default: ./${DEFAULT-VALUE}).")
  private Path data = Path.of("demo-data");

  @Option(
      names = "--jdbc",
      paramLabel = "URL",
      description =
          "Keep logins and books in this PostgreSQL or H2 database, which several of these may"
              + " share (default: files of their own in the data folder).")
  private @Nullable String jdbc;

  @Option(
      names = "--redis",
      paramLabel = "URI",
      description = "Keep logins in this Redis, which several of these may share.")
  private @Nullable String redis;

  @Option(names = "--help", usageHelp = true, description = "Show this and stop.")
  @SuppressWarnings("UnusedVariable") // What it switches on is done before anything is called.
  private boolean help;

  private Main() {}

  /**
   * Runs Boekhuis.
   *
   * @param arguments the options, which {@code --help} lists
   */
  public static void main(String... arguments) {
    System.exit(run(arguments));
  }

  /** Runs Boekhuis and returns the exit code. */
  static int run(String... arguments) {
    return commandLine().execute(arguments);
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main()).setParameterExceptionHandler(Main::misunderstood);
  }

  private static int misunderstood(ParameterException e, String... arguments) {
    PrintWriter err = e.getCommandLine().getErr();
    err.println(e.getMessage());
    err.println("Try --help");
    err.flush();
    return CommandLine.ExitCode.USAGE;
  }

  /** Returns what the options say; a wrong one is a {@link ParameterException}. */
  Options options() {
    OptionalInt secure = httpsPort == null ? OptionalInt.empty() : OptionalInt.of(httpsPort);
    try {
      return new Options(host, port, secure, Optional.ofNullable(policy), data, logins());
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage());
    }
  }

  private LoginPlace logins() {
    if (jdbc != null && redis != null) {
      throw wrong("Logins are kept in one place: give either --jdbc or --redis");
    }
    if (jdbc != null) {
      return new LoginPlace.Database(jdbc);
    }
    return redis == null ? new LoginPlace.Folder() : LoginPlace.Redis.at(redis);
  }

  private ParameterException wrong(@Nullable String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }

  @Override
  public Integer call() throws InterruptedException {
    Options options = options();
    try {
      Boekhuis boekhuis = Boekhuis.start(options, Clock.systemUTC());
      Runtime.getRuntime().addShutdownHook(new Thread(boekhuis::close, "stop"));
      System.out.println("Demo ready at " + boekhuis.url());
      boekhuis.join();
      return CommandLine.ExitCode.OK;
    } catch (PolicyException | LoginPlaceException e) {
      return failed(e.getMessage());
    } catch (IOException | GeneralSecurityException e) {
      return failed("Boekhuis could not start: " + told(e));
    }
  }

  private int failed(@Nullable String message) {
    PrintWriter err = Objects.requireNonNull(spec).commandLine().getErr();
    err.println(message);
    err.flush();
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** Returns the message and those of its causes, since the deepest one tells what to change. */
  private static String told(Throwable failure) {
    StringBuilder told = new StringBuilder(failure.toString());
    for (Throwable t = failure.getCause(); t != null; t = t.getCause()) {
      told.append("\n  because of ").append(t);
    }
    return told.toString();
  }
}
