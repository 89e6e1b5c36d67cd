// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.benchmarks;

import jakarta.servlet.Filter;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.rememberme.InMemoryTokenRepositoryImpl;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * Spring Security's chain with the duties that our filter has as well: a session with fixation
 * protection, persistent remember-me, protected paths, protection of posts, and the same headers.
 */
@Configuration
@EnableWebSecurity
class SpringChain {

  /** Starts the chain. */
  static Filter start() {
    return new AnnotationConfigApplicationContext(SpringChain.class)
        .getBean("springSecurityFilterChain", Filter.class);
  }

  @Bean
  UserDetailsService users() {
    return new InMemoryUserDetailsManager(
        User.withUsername("anna").password("{noop}unused").roles("user").build());
  }

  @Bean
  SecurityFilterChain chain(HttpSecurity http, UserDetailsService users) {
    return http.authorizeHttpRequests(
            paths -> paths.requestMatchers("/app/**").authenticated().anyRequest().permitAll())
        .sessionManagement(session -> session.sessionFixation(kind -> kind.changeSessionId()))
        .rememberMe(
            remember ->
                remember
                    .key("benchmark")
                    .userDetailsService(users)
                    .tokenRepository(new InMemoryTokenRepositoryImpl()))
        .formLogin(login -> login.loginPage("/login"))
        .headers(
            headers ->
                headers
                    .contentSecurityPolicy(
                        policy -> policy.policyDirectives("frame-ancestors 'self'"))
                    .referrerPolicy(
                        policy -> policy.policy(ReferrerPolicy.STRICT_ORIGIN_WHEN_CROSS_ORIGIN)))
        .build();
  }
}
