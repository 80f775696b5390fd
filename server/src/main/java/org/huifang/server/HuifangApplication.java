package org.huifang.server;

import org.axonframework.springboot.autoconfig.XStreamAutoConfiguration;
import org.huifang.server.metrics.MetricsConfiguration;
import org.huifang.server.tracing.TracingConfiguration;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** What every process has; the rooms of its {@link ProcessRole} come to it, and the buses by which they speak. */
@SpringBootConfiguration
@EnableAutoConfiguration(exclude = XStreamAutoConfiguration.class)
@Import({Foundation.class, MetricsConfiguration.class, TracingConfiguration.class})
public class HuifangApplication {}
