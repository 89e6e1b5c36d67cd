// SPDX-License-Identifier: Apache-2.0
/** Boekhuis, a fictional bookkeeping firm: its pages, its customers' books and its page counts. */
@NullMarked
package io.consentfilter.demo.web;

import org.jspecify.annotations.NullMarked;
