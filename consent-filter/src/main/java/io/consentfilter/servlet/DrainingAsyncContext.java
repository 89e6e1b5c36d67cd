// SPDX-License-Identifier: Apache-2.0
package io.consentfilter.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Ends the gated page before the container ends the response: what a listener writes at completion
 * is too late on one container. As thread-safe as the context it wraps.
 */
final class DrainingAsyncContext implements AsyncContext {

  private final AsyncContext context;
  private final GatedResponse response;

  DrainingAsyncContext(AsyncContext context, GatedResponse response) {
    this.context = context;
    this.response = response;
  }

  /** Something that is done with the page before the context goes on. */
  private interface Step {
    void run() throws IOException;
  }

  /** The methods of a context cannot throw what writing throws. */
  private static void unchecked(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void complete() {
    try {
      unchecked(response::finish);
    } finally {
      context.complete();
    }
  }

  @Override
  public void dispatch() {
    unchecked(response::settle);
    context.dispatch();
  }

  @Override
  public void dispatch(String path) {
    unchecked(response::settle);
    context.dispatch(path);
  }

  @Override
  public void dispatch(ServletContext other, String path) {
    unchecked(response::settle);
    context.dispatch(other, path);
  }

  @Override
  public ServletRequest getRequest() {
    return context.getRequest();
  }

  @Override
  public ServletResponse getResponse() {
    return context.getResponse();
  }

  @Override
  public boolean hasOriginalRequestAndResponse() {
    return false;
  }

  @Override
  public void start(Runnable run) {
    context.start(run);
  }

  @Override
  public void addListener(AsyncListener listener) {
    context.addListener(listener);
  }

  @Override
  public void addListener(AsyncListener listener, ServletRequest request, ServletResponse with) {
    context.addListener(listener, request, with);
  }

  @Override
  public <T extends AsyncListener> T createListener(Class<T> type) throws ServletException {
    return context.createListener(type);
  }

  @Override
  public void setTimeout(long milliseconds) {
    context.setTimeout(milliseconds);
  }

  @Override
  public long getTimeout() {
    return context.getTimeout();
  }
}
