package org.huifang.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.huifang.api.imports.ImportRunner;
import org.huifang.bench.Figures.Table;
import org.huifang.kernel.imports.ImportDesk;
import org.huifang.kernel.imports.ImportJob;
import org.huifang.kernel.imports.ImportJob.Kind;
import org.huifang.kernel.imports.ImportJob.State;
import org.huifang.kernel.organisation.OrganisationCommand.AppointPerson;
import org.huifang.kernel.organisation.OrganisationEvent.Appointment;
import org.huifang.kernel.organisation.Role;
import org.huifang.server.HuifangServer;
import org.springframework.jdbc.core.JdbcTemplate;

/** A list of complaints with their whole lives, checked and then taken, as a user's file is. */
final class ImportBench {
    private static final String IMPORTER = "bench-importer";
    private static final String HEAD =
            "原编号,服务中心,受理方式,受理时间,受理人,发生时间,发生地点,被投诉部门,投诉内容,诉求,投诉人身份,联系方式,联系号码,类别,判定依据,级别,级别依据,责任部门,部门负责人,纠正措施,预防措施,办结时间,处理结果,回访时间,满意度,客服部主管,结案时间\n";
    private static final Duration PATIENCE = Duration.ofHours(2);

    private final HuifangServer server;
    private final int rows;

    ImportBench(HuifangServer server, int rows) {
        this.server = server;
        this.rows = rows;
    }

    Table run() throws Exception {
        server.context()
                .getBean(CommandGateway.class)
                .sendAndWait(new AppointPerson(
                        IMPORTER, "导入", List.of(new Appointment(Role.IMPORTER, null, null)), Company.act("admin")));
        ImportDesk desk = server.context().getBean(ImportDesk.class);
        ImportRunner runner = server.context().getBean(ImportRunner.class);
        JdbcTemplate jdbc = server.context().getBean(JdbcTemplate.class);
        Table table = Table.keyed("import", "what");
        UUID job = desk.open(Kind.COMPLAINTS, IMPORTER, "bench.csv", list()).id();
        measure(table, "check", () -> {
            runner.resume();
            await(desk, job, State.CHECKED);
        });
        desk.start(job, false);
        Long before = jdbc.queryForObject("SELECT position FROM event_head", Long.class);
        measure(table, "take", () -> {
            runner.resume();
            await(desk, job, State.DONE);
        });
        Long after = jdbc.queryForObject("SELECT position FROM event_head", Long.class);
        ImportJob done = desk.find(job).orElseThrow();
        if (done.changed() != rows) {
            throw new IllegalStateException(done.toString());
        }
        System.err.printf("  %d events%n", after - before);
        return table;
    }

    private interface Work {
        void run() throws Exception;
    }

    private void measure(Table table, String what, Work work) throws Exception {
        List<MemoryPoolMXBean> heap = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
        heap.forEach(MemoryPoolMXBean::resetPeakUsage);
        long start = System.nanoTime();
        work.run();
        double seconds = (System.nanoTime() - start) / 1e9;
        long peak =
                heap.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        table.add(what, "complaints", rows, "s", seconds, "complaints/s", rows / seconds, "heap peak, MB", peak / 1e6);
    }

    private byte[] list() {
        StringBuilder list = new StringBuilder(HEAD);
        for (int i = 0; i < rows; i++) {
            list.append("B-")
                    .append(i)
                    .append(",B%02d".formatted(i % 40))
                    .append(
                            ",电话,2026-02-03 09:00,bench,昨晚,大堂,engineering,大堂的灯这一周一直不亮、夜里进出看不清台阶。,尽快修好,业主,电话,13800002101,有效投诉,没有履行物业服务合同中规定的义务,轻微,服务水平有限造成的轻微不便,engineering,bench,更换灯具,每周巡检并登记,2026-02-04 16:00,已更换并公示,2026-02-05 10:00,4,bench,2026-02-05 11:00\n");
        }
        return list.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void await(ImportDesk desk, UUID job, State state) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (desk.find(job).orElseThrow().state() != state) {
            State now = desk.find(job).orElseThrow().state();
            if (now == State.FAILED || Instant.now().isAfter(end)) {
                throw new IllegalStateException(desk.find(job).orElseThrow().toString() + desk.faults(job, 0, 5));
            }
            Thread.sleep(100);
        }
    }
}
