import { type Readable } from 'node:stream';
import type * as S3 from '@aws-sdk/client-s3';
import { NotFound } from '../../kernel/domain-error.js';
import { type S3Settings } from '../config/config.js';
import {
  begunAt,
  type ByteRange,
  checkedId,
  FilesUnavailable,
  FileStore,
  isFileId,
  Meter,
  type WrittenFile,
} from './file-store.js';

/** What the bucket may hold besides is left alone. */
const PREFIX = 'files/';

/** The smallest part that S3 takes, and the most of a file that is ever in memory. Bytes. */
const PART_BYTES = 5 * 1024 * 1024;

const CONNECT_WITHIN_MS = 5_000;
/** A reader may be slow, and a part is sent at once. */
const SILENT_FOR_MS = 120_000;

/** A bucket of S3, or of what speaks its language. */
export class S3Files extends FileStore {
  private constructor(
    private readonly s3: typeof S3,
    private readonly client: S3.S3Client,
    private readonly bucket: string,
  ) {
    super();
  }

  /** Loads the client, which nobody else needs to have in memory. */
  static async open({ endpoint, bucket, region, accessKey, secretKey, pathStyle }: S3Settings): Promise<S3Files> {
    const s3 = await import('@aws-sdk/client-s3');
    const client = new s3.S3Client({
      endpoint,
      region,
      credentials: { accessKeyId: accessKey, secretAccessKey: secretKey },
      forcePathStyle: pathStyle,
      // Many stores that speak S3 do not know the newer checksums; we have the SHA-256 of the whole.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      requestHandler: { connectionTimeout: CONNECT_WITHIN_MS, socketTimeout: SILENT_FOR_MS },
    });
    return new S3Files(s3, client, bucket);
  }

  override async write(id: string, content: AsyncIterable<Uint8Array>, limit: number): Promise<WrittenFile> {
    const Key = keyOf(id);
    const meter = new Meter(limit);
    const parts = new Parts(this.s3, this.client, { Bucket: this.bucket, Key });
    try {
      for await (const chunk of content) {
        meter.take(chunk);
        await parts.take(chunk);
      }
      await parts.complete();
    } catch (error) {
      await parts.abort();
      throw error;
    }
    return meter.written();
  }

  override async read(id: string, range?: ByteRange): Promise<Readable> {
    const command = new this.s3.GetObjectCommand({
      Bucket: this.bucket,
      Key: keyOf(id),
      Range: range && `bytes=${range.start}-${range.end}`,
    });
    const { Body } = await this.client.send(command).catch(missing);
    return Body as Readable;
  }

  override async remove(id: string): Promise<void> {
    const command = new this.s3.DeleteObjectCommand({ Bucket: this.bucket, Key: keyOf(id) });
    await this.client.send(command).catch(unavailable);
  }

  /** In the order of their names, which is the order of time. */
  override async *begunBefore(instant: Date): AsyncIterable<string[]> {
    let ContinuationToken: string | undefined;
    do {
      const command = new this.s3.ListObjectsV2Command({ Bucket: this.bucket, Prefix: PREFIX, ContinuationToken });
      const page = await this.client.send(command).catch(unavailable);
      const ids = (page.Contents ?? []).map(({ Key = '' }) => Key.slice(PREFIX.length)).filter(isFileId);
      const old = ids.filter((id) => begunAt(id) < instant);
      if (old.length > 0) yield old;
      if (old.length < ids.length) return;
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
  }

  override close(): void {
    this.client.destroy();
  }
}

/** Gathers a file until a part of it is full. A small file is sent in one go, a larger one as a multipart upload. */
class Parts {
  private readonly buffer = Buffer.allocUnsafe(PART_BYTES);
  private filled = 0;
  private uploadId: string | undefined;
  private readonly sent: { ETag: string | undefined; PartNumber: number }[] = [];

  constructor(
    private readonly s3: typeof S3,
    private readonly client: S3.S3Client,
    private readonly target: { Bucket: string; Key: string },
  ) {}

  async take(chunk: Uint8Array): Promise<void> {
    for (let start = 0; start < chunk.byteLength;) {
      const piece = chunk.subarray(start, start + PART_BYTES - this.filled);
      this.buffer.set(piece, this.filled);
      this.filled += piece.byteLength;
      start += piece.byteLength;
      // Only when more comes: the last part may be the only one.
      if (this.filled === PART_BYTES && start < chunk.byteLength) await this.send();
    }
  }

  async complete(): Promise<void> {
    if (this.uploadId === undefined) {
      const put = new this.s3.PutObjectCommand({ ...this.target, Body: this.rest() });
      await this.client.send(put).catch(unavailable);
      return;
    }
    if (this.filled > 0) await this.send();
    const command = new this.s3.CompleteMultipartUploadCommand({
      ...this.target,
      UploadId: this.uploadId,
      MultipartUpload: { Parts: this.sent },
    });
    await this.client.send(command).catch(unavailable);
  }

  /** Of what was sent nothing stays; should that fail too, the bucket's own rule for unfinished uploads removes it. */
  async abort(): Promise<void> {
    if (this.uploadId === undefined) return;
    const command = new this.s3.AbortMultipartUploadCommand({ ...this.target, UploadId: this.uploadId });
    await this.client.send(command).catch(() => undefined);
  }

  private async send(): Promise<void> {
    this.uploadId ??= await this.begin();
    const PartNumber = this.sent.length + 1;
    const command = new this.s3.UploadPartCommand({
      ...this.target,
      UploadId: this.uploadId,
      PartNumber,
      Body: this.rest(),
    });
    const { ETag } = await this.client.send(command).catch(unavailable);
    this.sent.push({ ETag, PartNumber });
    this.filled = 0;
  }

  private async begin(): Promise<string | undefined> {
    const command = new this.s3.CreateMultipartUploadCommand(this.target);
    return (await this.client.send(command).catch(unavailable)).UploadId;
  }

  private rest(): Buffer {
    return this.buffer.subarray(0, this.filled);
  }
}

const keyOf = (id: string) => PREFIX + checkedId(id);

function unavailable(error: unknown): never {
  throw new FilesUnavailable(error);
}

function missing(error: unknown): never {
  if ((error as Error).name === 'NoSuchKey') throw new NotFound('The file');
  return unavailable(error);
}
