// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

/**
 * Why a form is shown again. Immutable and thread-safe.
 *
 * @param status the status of the answer
 * @param text what the visitor reads above the form
 */
record Problem(int status, String text) {

  static final int UNPROCESSABLE = 422;
  static final int TOO_MANY_REQUESTS = 429;

  /** Returns the problem that the form was filled in wrongly. */
  static Problem unprocessable(Visit visit, String key) {
    return new Problem(UNPROCESSABLE, visit.texts().get(key));
  }

  /** Sets the status of the answer and returns what to show in it. */
  String report(Visit visit) {
    visit.response().setStatus(status);
    return visit.problem(text);
  }
}
