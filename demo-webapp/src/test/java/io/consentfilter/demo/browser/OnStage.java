// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands the one {@link Stage} to every test that asks for it, and closes it after the last. */
final class OnStage implements ParameterResolver {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Stage.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(OnStage.class))
        .computeIfAbsent(Stage.class, type -> open(), Stage.class);
  }

  private static Stage open() {
    try {
      return new Stage();
    } catch (IOException e) {
      throw new UncheckedIOException("Nothing to test in a browser", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Boekhuis did not start", e);
    }
  }
}
