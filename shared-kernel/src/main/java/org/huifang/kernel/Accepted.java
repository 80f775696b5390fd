package org.huifang.kernel;

/**
 * The answer to a command that was carried out, or had been already under the same key.
 *
 * @param stream whose last event is {@code sequence}: what a view must have seen to show it
 * @param repeated the key was known: nothing new happened
 */
public record Accepted(String stream, long sequence, boolean repeated) {}
