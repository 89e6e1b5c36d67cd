// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import java.time.Instant;

/**
 * One browser in which a user is logged in or remembered, for a page that lists them. Immutable and
 * thread-safe.
 *
 * @param id names it in {@link Login#revoke}; no credential
 * @param label what the user recognises it by, such as {@code Firefox on Linux}; may be empty
 * @param since when the login began, or when the browser was first remembered
 * @param lastActive when it was last used, to the minute
 * @param remembered whether the browser is remembered
 * @param loggedIn whether a session lives there now
 * @param current whether it is the browser that asks
 */
public record Device(
    String id,
    String label,
    Instant since,
    Instant lastActive,
    boolean remembered,
    boolean loggedIn,
    boolean current) {}
