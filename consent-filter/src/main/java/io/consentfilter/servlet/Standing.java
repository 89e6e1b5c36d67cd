// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import io.consentfilter.consent.Decision;
import java.util.List;

/**
 * What the Cookie header of a request stands for. The same for every request with the same header,
 * so that it is worked out once for browsers that come again. Immutable and thread-safe.
 *
 * @param cookies as sent
 * @param decision what the visitor allows
 * @param rules what follows from that
 * @param remembered the values of all remember cookies
 * @param visible which of the cookies the application may see
 */
record Standing(
    RequestCookies cookies,
    Decision decision,
    Enforcement.Rules rules,
    List<String> remembered,
    VisibleCookies visible) {}
