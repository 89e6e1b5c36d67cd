// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.demo.web;

/**
 * A customer of Boekhuis who can log in.
 *
 * @param id what the login remembers, never shown
 * @param username what is typed at the login
 * @param name the person
 * @param company the person's firm, whose books are kept
 * @param email where Boekhuis writes to
 * @param register the number in the trade register
 * @param city where the firm is
 */
record User(
    String id,
    String username,
    String name,
    String company,
    String email,
    String register,
    String city) {}
