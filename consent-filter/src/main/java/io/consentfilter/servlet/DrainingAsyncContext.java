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
import org.jspecify.annotations.Nullable;

/**
 * Ends the gated page before the container ends the response: what a listener writes at completion
 * is too late on one container. As thread-safe as the context it wraps.
 */
final class DrainingAsyncContext implements AsyncContext {

  private final AsyncContext context;
  private final @Nullable PageBody body;

  DrainingAsyncContext(AsyncContext context, GatedResponse response) {
    this.context = context;
    this.body = response.body();
  }

  /** The methods of a context cannot throw what writing throws. */
  private static void unchecked(ReadyOutput.Step step) {
    try {
      step.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void complete() {
    if (body == null) {
      context.complete();
      return;
    }
    try {
      unchecked(body::finish);
    } finally {
      unchecked(() -> body.afterwards(context::complete));
    }
  }

  /** Puts what the writer still holds in front of what the next dispatch writes. */
  private void settle() {
    if (body != null) {
      unchecked(body::settle);
    }
  }

  @Override
  public void dispatch() {
    settle();
    context.dispatch();
  }

  @Override
  public void dispatch(String path) {
    settle();
    context.dispatch(path);
  }

  @Override
  public void dispatch(ServletContext other, String path) {
    settle();
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
