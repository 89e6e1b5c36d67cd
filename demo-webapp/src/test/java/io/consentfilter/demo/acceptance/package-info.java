// SPDX-License-Identifier: Apache-2.0

/** What the finished application promises, asked of it over the wire. */
@NullMarked
package io.consentfilter.demo.acceptance;

import org.jspecify.annotations.NullMarked;
