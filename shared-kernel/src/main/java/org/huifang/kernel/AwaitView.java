package org.huifang.kernel;

import java.time.Duration;

/**
 * Answered with true as soon as the view has seen the stream's event {@code sequence} (read your writes), or with false
 * after {@code patience}.
 *
 * @param kind of view, the name of its read table
 */
public record AwaitView(String kind, String stream, long sequence, Duration patience) {}
