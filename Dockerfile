# kanwu alone: a static binary on an empty image, for nobody in particular.
#
#   docker build -t kanwu .
#   docker run --rm -v "$PWD:/texts" kanwu check .
FROM rust:1-alpine AS build
RUN apk add --no-cache musl-dev
WORKDIR /source
COPY . .
RUN cargo build --release --locked

FROM scratch
COPY --from=build /source/target/release/kanwu /kanwu
COPY LICENSE-MIT LICENSE-APACHE /
USER 65534:65534
WORKDIR /texts
ENTRYPOINT ["/kanwu"]
CMD ["--help"]
