// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.page;

/**
 * Where and for whom a text is rendered. Immutable and thread-safe.
 *
 * @param contextPath the context path of the application, such as {@code /shop}; empty for the root
 * @param base the context path followed by {@link io.consentfilter.policy.Policy#prefix()}, such as
 *     {@code /shop/consent}
 * @param language a language of the policy, as {@link Languages#choose} finds it; any other gets
 *     the first language of the policy
 * @param returnPath the local path, with its query, where a visitor continues after a choice. The
 *     caller has checked that it is local; it is escaped, not checked, here
 * @param gpc whether the request carries Global Privacy Control, that is {@code Sec-GPC: 1}
 */
public record PageContext(
    String contextPath, String base, String language, String returnPath, boolean gpc) {}
