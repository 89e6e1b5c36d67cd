// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.containers;

import io.consentfilter.consent.Keys;
import io.consentfilter.policy.Policy;
import io.consentfilter.servlet.ConsentFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Registers the filter as an application does that has no {@code web.xml}. */
final class Filtered implements ServletContainerInitializer {

  private final Policy policy;
  private final Clock clock;
  private final EnumSet<DispatcherType> dispatchers;

  Filtered(Policy policy, Clock clock, EnumSet<DispatcherType> dispatchers) {
    this.policy = policy;
    this.clock = clock;
    this.dispatchers = dispatchers.clone();
  }

  @Override
  public void onStartup(@Nullable Set<Class<?>> classes, ServletContext context) {
    context.setAttribute(Policy.class.getName(), policy);
    ConsentFilter filter =
        ConsentFilter.builder()
            .policy(policy)
            .keys(Keys.parse(Keys.generate()))
            .clock(clock)
            .build();
    FilterRegistration.Dynamic registration = context.addFilter("consent", filter);
    registration.setAsyncSupported(true);
    registration.addMappingForUrlPatterns(dispatchers, false, "/*");
  }
}
