// SPDX-License-Identifier: Apache-2.0
/**
 * How long a login lives: the idle and absolute limits, the remembered login that rotates its token
 * with every use, and the store both are kept in.
 *
 * <p>{@link io.consentfilter.login.Logins} answers for each request whether a login still lives;
 * {@link io.consentfilter.login.RememberMe} begins a new one from the token of a returning browser.
 * Nothing here knows of servlets: cookie values come in as strings and leave as strings.
 */
@NullMarked
package io.consentfilter.login;

import org.jspecify.annotations.NullMarked;
