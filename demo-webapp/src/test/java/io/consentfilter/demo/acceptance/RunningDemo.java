// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives all tests of a run the same demo, which starts with the first and ends with the last. */
final class RunningDemo implements ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(RunningDemo.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Demo.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .computeIfAbsent("demo", key -> Shared.start(), Shared.class)
        .demo();
  }

  /** Ends with the run, since JUnit closes what its root store holds. */
  private record Shared(Demo demo, Path folder) implements AutoCloseable {

    static Shared start() {
      try {
        Path folder = Files.createTempDirectory("boekhuis");
        return new Shared(Demo.serving(folder), folder);
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException("the demo did not start", e);
      }
    }

    @Override
    public void close() throws IOException {
      demo.close();
      List<Path> files;
      try (Stream<Path> walk = Files.walk(folder)) {
        files = walk.sorted(Comparator.reverseOrder()).toList();
      }
      for (Path file : files) {
        Files.delete(file);
      }
    }
  }
}
