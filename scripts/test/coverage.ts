/** What the coverage of the unit tests must reach, layer by layer. */
export const coverageGates = [
  {
    title: 'pure layers',
    layers: ['domain', 'formats', 'providers'],
    limits: ['--branches', '100', '--lines', '100'],
  },
  { title: 'adapters', layers: ['engine', 'net', 'store', 'protocol'], limits: ['--lines', '90'] },
].map(({ title, layers, limits }) => ({
  title,
  args: ['check-coverage', ...layers.flatMap((layer) => ['--include', `src/${layer}/**`]), ...limits],
}));
