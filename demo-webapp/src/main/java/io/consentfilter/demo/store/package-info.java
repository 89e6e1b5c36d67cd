// SPDX-License-Identifier: Apache-2.0
/**
 * The database of Boekhuis: what belongs to a firm is reached only through that firm's {@link
 * io.consentfilter.demo.store.Tenant}.
 */
@NullMarked
package io.consentfilter.demo.store;

import org.jspecify.annotations.NullMarked;
