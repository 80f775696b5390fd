package org.huifang.server;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** What every process has; the rooms of its {@link Role} come to it, and the buses by which they speak. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(Foundation.class)
public class HuifangApplication {}
