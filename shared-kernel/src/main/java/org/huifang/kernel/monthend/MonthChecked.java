package org.huifang.kernel.monthend;

import java.time.Instant;

/** The answer to {@link MonthEndCommand.CheckMonth}: when there may be something more to observe. */
public record MonthChecked(Instant next) {}
