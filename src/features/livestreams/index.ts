export { LivestreamsModule } from './livestreams.module.js';
export { StreamsService } from './streams.service.js';
export { type LiveView, type MirrorDetails, type StreamDetails, StreamQueries } from './streams.queries.js';
export { Stream, STREAM_ACCESSES } from './entities/stream.entity.js';
export { type Provider, PROVIDERS, StreamMirror } from './entities/stream-mirror.entity.js';
export { type LiveState } from './domain/live-window.js';
export { CreateStreamInput, UpdateStreamInput } from './inputs/stream.input.js';
