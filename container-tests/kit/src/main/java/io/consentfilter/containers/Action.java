// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.containers;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/** What a servlet of the specimen does. Thread-safe. */
interface Action {
  void answer(HttpServletRequest request, HttpServletResponse response) throws Exception;
}
