// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.policy;

import java.util.Optional;

/**
 * A call by which a page tells a vendor's script what the visitor allows. A policy names one of
 * these; it never holds script. Arguments are JSON arrays whose first element is the command.
 *
 * <p>A signal counts as granted while any allowed service names it. Start calls that are equal are
 * made once, before any tag of a service that names them.
 */
public enum ConsentCall {
  /** Google's consent mode starts with everything denied; for a container that sets no signal. */
  GOOGLE("google", Api.GOOGLE, "", ""),
  /** Advertising cookies. */
  GOOGLE_AD_STORAGE("google.ad_storage"),
  /** User data that goes to Google for advertising. */
  GOOGLE_AD_USER_DATA("google.ad_user_data"),
  /** Personalised advertising. */
  GOOGLE_AD_PERSONALIZATION("google.ad_personalization"),
  /** Cookies for measuring visits. */
  GOOGLE_ANALYTICS_STORAGE("google.analytics_storage"),
  /** Matomo measures nothing until it hears that it may. */
  MATOMO("matomo", Api.MATOMO, "[\"setConsentGiven\"]", "[\"forgetConsentGiven\"]");

  /** Where the calls go. */
  public enum Api {
    /** The function {@code gtag}, which pushes its arguments object to {@code dataLayer}. */
    GOOGLE(
        "[\"consent\",\"default\",{\"ad_storage\":\"denied\",\"ad_user_data\":\"denied\","
            + "\"ad_personalization\":\"denied\",\"analytics_storage\":\"denied\","
            + "\"wait_for_update\":500}]"),
    /** The array {@code _paq}, to which the arguments are pushed as one array. */
    MATOMO("[\"requireConsent\"]");

    private final String start;

    Api(String start) {
      this.start = start;
    }
  }

  private final String word;
  private final Api api;
  private final String grant;
  private final String withdrawal;

  ConsentCall(String word, Api api, String grant, String withdrawal) {
    this.word = word;
    this.api = api;
    this.grant = grant;
    this.withdrawal = withdrawal;
  }

  ConsentCall(String googleSignal) {
    this(googleSignal, Api.GOOGLE, update(googleSignal, "granted"), update(googleSignal, "denied"));
  }

  private static String update(String googleSignal, String state) {
    String signal = googleSignal.substring("google.".length());
    return "[\"consent\",\"update\",{\"" + signal + "\":\"" + state + "\"}]";
  }

  /** Returns how a policy writes it. */
  public String word() {
    return word;
  }

  /** Returns where its calls go. */
  public Api api() {
    return api;
  }

  /** Returns the arguments of the call before any tag: all is denied. */
  public String atStart() {
    return api.start;
  }

  /** Returns the arguments of the call while a service that names it is allowed. */
  public Optional<String> onGrant() {
    return Optional.of(grant).filter(call -> !call.isEmpty());
  }

  /** Returns the arguments of the call when it is no longer allowed. */
  public Optional<String> onWithdrawal() {
    return Optional.of(withdrawal).filter(call -> !call.isEmpty());
  }
}
