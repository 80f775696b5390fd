# Huifang in an image, built from the sources: docker build -t huifang:0.1.0 .   (docs/CONTAINERS.md)
# Docker 23 or newer, or another builder with BuildKit's mounts. amd64 only: so is the PostgreSQL that comes with the program.

FROM node:20.20.2-bookworm-slim AS node

# The JDK that everything is tested with; npm is called by Maven.
FROM maven:3.9.11-eclipse-temurin-17-noble AS build
COPY --from=node /usr/local/ /usr/local/
WORKDIR /src
COPY .mvn/ .mvn/
COPY pom.xml build-if-stale.mjs ./
COPY shared-kernel/ shared-kernel/
COPY command-side/ command-side/
COPY query-side/ query-side/
COPY api-graphql/ api-graphql/
COPY console/ console/
COPY server/ server/
# Not built; but Maven wants to know each module, and the console's tests that each page is told of in a guide.
COPY bench/pom.xml bench/
COPY docs/guide/ docs/guide/
# Behind a mirror: docker build --secret id=maven-settings,src=settings.xml --secret id=npmrc,src=.npmrc
RUN --mount=type=cache,target=/root/.m2/repository,sharing=locked \
    --mount=type=cache,target=/root/.npm,sharing=locked \
    --mount=type=secret,id=maven-settings,target=/root/.m2/settings.xml \
    --mount=type=secret,id=npmrc,target=/root/.npmrc \
    mvn -B -ntp -Dmaven.test.skip -Dspotless.check.skip -pl server -am package
# Libraries change seldom, the program often: a layer each.
RUN java -Djarmode=tools -jar server/target/huifang-exec.jar extract --layers --destination /layers

FROM eclipse-temurin:25.0.4_7-jre-noble AS program
# A number, so that volumes and secrets can be given to it; no home, no shell, and nothing of the program is its own.
RUN groupadd --gid 10001 huifang \
    && useradd --uid 10001 --gid huifang --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin huifang \
    && install -d -o huifang -g huifang -m 0700 /var/lib/huifang
WORKDIR /opt/huifang
# As in ./huifang, but memory is a part of what the container may have; and who has none left is started anew.
COPY <<'FLAGS' jvm.args
-XX:+UseG1GC
-XX:InitialHeapSize=128m
-XX:MinHeapSize=64m
-XX:MaxRAMPercentage=60
-XX:G1PeriodicGCInterval=60000
-XX:MinHeapFreeRatio=10
-XX:MaxHeapFreeRatio=30
-XX:-G1UseAdaptiveIHOP
-XX:InitiatingHeapOccupancyPercent=70
-XX:GCTimeRatio=40
-XX:+ExitOnOutOfMemoryError
--enable-native-access=ALL-UNNAMED
--sun-misc-unsafe-memory-access=allow
FLAGS
COPY LICENSE ./
COPY --from=build /layers/dependencies/ ./
COPY --from=build /layers/spring-boot-loader/ ./
COPY --from=build /layers/snapshot-dependencies/ ./
COPY --from=build /layers/application/ ./

# One rehearsed start and a day's work make the cache from which all others start: bound to this JVM and these very files.
# PostgreSQL refuses to be root's.
FROM program AS rehearsal
USER 10001:10001
RUN ["java", "@jvm.args", "-XX:AOTCacheOutput=/tmp/huifang.aot", "-jar", "/opt/huifang/huifang-exec.jar", "rehearse"]

FROM program
COPY --from=rehearsal --chown=0:0 --chmod=0644 /tmp/huifang.aot ./
# What is logged goes to the container's own log, from warnings on, and not to the data folder.
ENV HUIFANG_HOST=0.0.0.0 \
    HUIFANG_PORT=8080 \
    HUIFANG_DATA=/var/lib/huifang \
    LOGGING_THRESHOLD_CONSOLE=WARN \
    LOGGING_FILE_NAME=""
USER 10001:10001
VOLUME /var/lib/huifang
EXPOSE 8080
# The base image has neither curl nor wget; bash can ask by itself. A first start after an upgrade may take its time.
HEALTHCHECK --interval=5s --timeout=4s --start-period=300s --retries=6 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$HUIFANG_PORT && printf 'GET /actuator/health/readiness HTTP/1.0\\r\\n\\r\\n' >&3 && read -r status <&3 && [[ $status == *' 200'* ]]"]
# Java is the process that is told to stop.
ENTRYPOINT ["java", "@/opt/huifang/jvm.args", "-XX:AOTCache=/opt/huifang/huifang.aot", "-Xlog:aot*=off", "-jar", "/opt/huifang/huifang-exec.jar"]
CMD ["start"]
