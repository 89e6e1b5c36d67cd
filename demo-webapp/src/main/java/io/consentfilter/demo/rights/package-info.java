// SPDX-License-Identifier: Apache-2.0
/** What people may ask, refuse, allow and see of what is done with their data. */
@NullMarked
package io.consentfilter.demo.rights;

import org.jspecify.annotations.NullMarked;
