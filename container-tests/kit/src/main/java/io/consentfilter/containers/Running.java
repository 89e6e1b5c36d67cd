// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.containers;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the one running site of this JVM; it is stopped after the last of them. */
final class Running implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == Site.class;
  }

  @Override
  public Site resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return test.getRoot()
        .getStore(Namespace.create(Running.class))
        .computeIfAbsent(Site.class, key -> started(), Site.class);
  }

  private static Site started() {
    try {
      return new Site(Container.present());
    } catch (Exception e) {
      throw new IllegalStateException("the container did not start", e);
    }
  }
}
