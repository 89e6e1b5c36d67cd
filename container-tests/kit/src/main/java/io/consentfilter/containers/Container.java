// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.containers;

import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;

/** A servlet container that the tests run on, found as a service. Not thread-safe. */
public interface Container {

  /** Returns the name and version as people say it, such as {@code Tomcat 11}. */
  String name();

  /**
   * Starts the container with some applications and returns the port it listens at, on localhost.
   *
   * @param files what the container's default servlet serves in each application
   */
  int start(Path files, List<Application> applications) throws Exception;

  /** Stops the container. */
  void stop() throws Exception;

  /** Returns the container on the class path. */
  static Container present() {
    return ServiceLoader.load(Container.class)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("no container here; run a module that brings one"));
  }
}
